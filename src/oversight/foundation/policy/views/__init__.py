"""The pages of policies, by who looks at them."""

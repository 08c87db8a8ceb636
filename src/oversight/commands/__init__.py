"""The commands of `oversight`, one module each; they join the engine and the gateways."""

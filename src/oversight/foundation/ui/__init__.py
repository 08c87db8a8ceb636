"""Foundation: what every page is made of: layout, components, forms, words, charts, style and script.

It knows nothing of people, councils or records: it takes the frozen values of ``pages`` and Django's forms.
"""

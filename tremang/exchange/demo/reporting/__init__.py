"""The reports of the demo: every state over two years, bodies as the product would have frozen them."""

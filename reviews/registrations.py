"""What the app brings to the house's registry."""

"""Running an installation: serving it, looking after it, saving it and bringing it back."""

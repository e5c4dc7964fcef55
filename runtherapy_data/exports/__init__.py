"""What leaves the house on paper or as a file: made of the same views as the screen."""

"""What the product knows of causes, and the words it speaks. Data and its readers, for both programs."""

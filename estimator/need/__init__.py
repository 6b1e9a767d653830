"""What is asked: questions and their limits, the secretary's prices, answers read and checked, links to them."""

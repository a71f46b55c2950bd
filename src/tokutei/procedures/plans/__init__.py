"""What somebody has to do for a goal, step by step."""

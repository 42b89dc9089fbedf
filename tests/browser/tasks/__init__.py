"""Twenty tasks of a biologist, walked through in a real browser with their clicks and keystrokes counted."""

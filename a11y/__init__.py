"""What stands in people's way: accessibility, checked on every state that a journey passes through."""

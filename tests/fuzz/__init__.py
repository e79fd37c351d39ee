"""Every reader of something that a stranger may have written, fed with what nobody would write on purpose."""

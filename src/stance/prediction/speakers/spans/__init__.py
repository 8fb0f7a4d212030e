"""Where the words for a speaker, and those that signal speech, begin and end."""

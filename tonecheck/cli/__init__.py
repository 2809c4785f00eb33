"""The command line; importing it must stay cheap, so heavy imports happen inside the commands."""

"""How words name somebody: names, roles, bodies, and the mentions that they make."""

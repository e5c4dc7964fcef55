"""Papers and files made of a view: what leaves the product can hold nothing that its reader could not see on screen."""

"""The words people read: values in, cards out, a file for each kind of answer."""

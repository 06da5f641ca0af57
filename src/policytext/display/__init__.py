"""Tables, notebook views, terminal views, files and the report: what a person sees of the results."""

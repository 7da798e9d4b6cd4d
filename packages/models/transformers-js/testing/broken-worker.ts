// Stands in for a worker that cannot load its model.
throw new Error("cannot load");

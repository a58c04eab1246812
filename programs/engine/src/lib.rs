//! Runs verified jobs as `pyronet-compute-spec` defines them.

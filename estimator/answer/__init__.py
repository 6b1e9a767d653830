"""What a need costs in three ways, where their order changes, how sure that is, and what else follows."""

"""What changes of schemas do: judged by `ska_oso_pdm.evolution`."""

"""What a block defines under identifiers, one by one."""

from __future__ import annotations

from typing import Any

from ska_oso_pdm.ext.blocks.identifiers import look_up
from ska_oso_pdm.ext.blocks.shapes import (
    B,
    C,
    D,
    HasAllocation,
    HasBeamSettings,
    HasConfigurations,
    HasDefinitions,
    HasDishConfigurations,
    HasFields,
    HasTargetBeams,
    HasTargets,
    Item,
    T,
)


class ConfigurationsMixin:
    """CSP configurations of a block since 0.1."""

    def get_csp_configuration(self: HasConfigurations[C], config_id: str) -> C:
        """Give the CSP configuration with an id, or raise KeyError, which lists what exists."""
        found: C = look_up(self, "CSP configuration", config_id)
        return found


class DefinitionsMixin:
    """Scan definitions of a block of 0.1 to 0.6."""

    def get_scan_definition(self: HasDefinitions[D], scan_definition_id: str) -> D:
        """Give the scan definition with an id, or raise KeyError, which lists what exists."""
        found: D = look_up(self, "scan definition", scan_definition_id)
        return found


class TargetsMixin:
    """Targets of a block since 0.2."""

    def get_target(self: HasTargets[T], target_id: str) -> T:
        """Give the target with an id, or raise KeyError, which lists what exists."""
        found: T = look_up(self, "target", target_id)
        return found


class FieldsMixin:
    """Fields of a block of 0.1, and the targets in them."""

    def get_field_configuration(self: HasFields[Item], field_id: str) -> Item:
        """Give the field with an id, or raise KeyError, which lists what exists."""
        found: Item = look_up(self, "field", field_id)
        return found

    def get_target(self: HasFields[HasTargets[T]], target_id: str) -> T:
        """Give the target with an id, or raise KeyError, which lists what exists."""
        found: T = look_up(self, "target", target_id)
        return found


class DishConfigurationsMixin:
    """Dish configurations of a block of 0.1 to 0.5."""

    def get_dish_configuration(
        self: HasDishConfigurations[Item], dish_configuration_id: str
    ) -> Item:
        """Give the dish configuration with an id, or raise KeyError, which lists what exists."""
        found: Item = look_up(self, "dish configuration", dish_configuration_id)
        return found


class ProcessingMixin:
    """What the SDP makes of the scans of a block up to 0.7."""

    def get_scan_type(self, scan_type_id: str) -> Any:
        """Give the SDP scan type with an id, or raise KeyError, which lists what exists."""
        return look_up(self, "scan type", scan_type_id)

    def get_processing_block(self, pb_id: str) -> Any:
        """Give the processing block with an id, or raise KeyError, which lists what exists."""
        return look_up(self, "processing block", pb_id)


class TargetBeamsMixin:
    """Beams of SKA LOW in a block of 0.1 to 0.4."""

    def get_target_beam_configuration(self: HasTargetBeams[Item], target_beam_id: str) -> Item:
        """Give the target beam with an id, or raise KeyError, which lists what exists."""
        found: Item = look_up(self, "target beam", target_beam_id)
        return found

    def get_subarray_beam_configuration(
        self: HasBeamSettings[Item], subarray_beam_configuration_id: str
    ) -> Item:
        """Give the beam settings with an id, or raise KeyError, which lists what exists."""
        kind = "subarray beam configuration"
        found: Item = look_up(self, kind, subarray_beam_configuration_id)
        return found


class SubarrayBeamsMixin:
    """Beams of SKA LOW in a block since 0.5."""

    def get_subarray_beam(self: HasAllocation[B], subarray_beam_id: int) -> B:
        """Give the subarray beam with a number, or raise KeyError, which lists what exists."""
        found: B = look_up(self, "subarray beam", subarray_beam_id)
        return found


class CamelCaseMixin:
    """What a block of 0.0 defines, but for its SDP."""

    def get_scan_definition(self, scan_definition_id: str) -> Any:
        """Give the scan definition with an id, or raise KeyError, which lists what exists."""
        return look_up(self, "scan definition", scan_definition_id)

    def get_field_configuration(self, field_id: str) -> Any:
        """Give the field with an id, or raise KeyError, which lists what exists."""
        return look_up(self, "field", field_id)

    def get_target(self, target_id: str) -> Any:
        """Give the target with an id, or raise KeyError, which lists what exists."""
        return look_up(self, "target", target_id)

    def get_dish_configuration(self, dish_configuration_id: str) -> Any:
        """Give the dish configuration with an id, or raise KeyError, which lists what exists."""
        return look_up(self, "dish configuration", dish_configuration_id)

    def get_csp_configuration(self, config_id: str) -> Any:
        """Give the CSP configuration with an id, or raise KeyError, which lists what exists."""
        return look_up(self, "CSP configuration", config_id)

"""Names of the 2022 object model on the classes of layout 0.1.

The object model took its arguments by position as well as by keyword, and some of its names
differ from the keys of the document (`fsp_configs` for `fsp`). Each mixin below gives one class
that order and those names, as arguments and as attributes. Arguments left at their default stay
absent from the document. Order, names and defaults: the class signatures of the 2022 reference.
"""

from __future__ import annotations

from typing import Any, ClassVar

from ska_oso_pdm.ext.insides import as_base_init


class OlderName(property):
    """Property that gives a field under its older name."""

    def __init__(self, field: str) -> None:
        super().__init__(
            lambda model: getattr(model, field),
            lambda model, value: setattr(model, field, value),
            doc=f"The older name of `{field}`.",
        )
        self.field = field


class OlderConstructor:
    """Takes the arguments of the 2022 object model.

    Raises:
        TypeError: for too many positional arguments, or one that is given twice.
    """

    _arguments: ClassVar[tuple[str, ...]] = ()

    @as_base_init
    def __init__(self, /, *args: Any, **data: Any) -> None:
        super().__init__(**self._as_fields(args, data))

    @classmethod
    def _as_fields(cls, args: tuple[Any, ...], data: dict[str, Any]) -> dict[str, Any]:
        if len(args) > len(cls._arguments):
            raise TypeError(
                f"{cls.__name__} takes {len(cls._arguments)} positional arguments "
                f"({', '.join(cls._arguments)}), not {len(args)}"
            )
        fields: dict[str, Any] = {}
        given = [(name, value) for name, value in zip(cls._arguments, args) if value is not None]
        for name, value in (*given, *data.items()):
            older = getattr(cls, name, None)
            field = older.field if isinstance(older, OlderName) else name
            if field in fields:
                raise TypeError(f"{cls.__name__} got two values for {name!r}")
            fields[field] = value
        return fields


class PythonArgumentsNames(OlderConstructor):
    _arguments = ("args", "kwargs")


class EmbeddedScriptNames(OlderConstructor):
    _arguments = ("content", "default_args")


class FileSystemScriptNames(OlderConstructor):
    _arguments = ("path", "default_args")


class GitScriptNames(OlderConstructor):
    _arguments = ("repo", "path", "branch", "commit", "default_args")


class FieldConfigurationNames(OlderConstructor):
    _arguments = ("field_id", "targets")


class ScanDefinitionNames(OlderConstructor):
    _arguments = (
        "scan_definition_id",
        "scan_duration",
        "field_configuration_id",
        "target_beam_configuration_ids",
        "dish_configuration_id",
        "scan_type_id",
        "csp_configuration_id",
    )
    field_configuration_id = OlderName("field_configuration")
    target_beam_configuration_ids = OlderName("target_beam_configurations")
    dish_configuration_id = OlderName("dish_configuration")
    scan_type_id = OlderName("scan_type")
    csp_configuration_id = OlderName("csp_configuration")


class CSPConfigurationNames(OlderConstructor):
    _arguments = (
        "config_id",
        "subarray_config",
        "common_config",
        "cbf_config",
        "pst_config",
        "pss_config",
    )
    subarray_config = OlderName("subarray")
    common_config = OlderName("common")
    cbf_config = OlderName("cbf")
    pst_config = OlderName("pst")
    pss_config = OlderName("pss")


class SubarrayConfigurationNames(OlderConstructor):
    _arguments = ("subarray_name",)


class CommonConfigurationNames(OlderConstructor):
    _arguments = ("subarray_id", "band_5_tuning")


class CBFConfigurationNames(OlderConstructor):
    _arguments = ("fsp_configs", "vlbi_config")
    fsp_configs = OlderName("fsp")
    vlbi_config = OlderName("vlbi")


class FSPConfigurationNames(OlderConstructor):
    _arguments = (
        "fsp_id",
        "function_mode",
        "frequency_slice_id",
        "integration_factor",
        "zoom_factor",
        "channel_averaging_map",
        "output_link_map",
        "channel_offset",
        "zoom_window_tuning",
    )


class SDPConfigurationNames(OlderConstructor):
    _arguments = ("eb_id", "max_length", "scan_types", "processing_blocks")


class ScanTypeNames(OlderConstructor):
    _arguments = ("scan_type_id", "target_id", "channels")
    target_id = OlderName("target")


class ChannelNames(OlderConstructor):
    _arguments = ("count", "start", "stride", "freq_min", "freq_max", "link_map")


class ProcessingBlockNames(OlderConstructor):
    _arguments = ("pb_id", "workflow", "parameters", "dependencies")


class PbDependencyNames(OlderConstructor):
    _arguments = ("pb_id", "kind")


class WorkflowNames(OlderConstructor):
    _arguments = ("name", "kind", "version")


class DishAllocationNames(OlderConstructor):
    _arguments = ("receptor_ids",)


class DishConfigurationNames(OlderConstructor):
    _arguments = ("dish_configuration_id", "receiver_band")


class MCCSAllocationNames(OlderConstructor):
    _arguments = ("station_ids", "channel_blocks", "subarray_beam_ids")


class SubarrayBeamConfigurationNames(OlderConstructor):
    _arguments = (
        "subarray_beam_configuration_id",
        "subarray_beam_id",
        "update_rate",
        "antenna_weights",
        "phase_centre",
        "channels",
    )


class TargetBeamConfigurationNames(OlderConstructor):
    _arguments = ("target_beam_id", "target", "subarray_beam_configuration")

/** The form: which keys of a proposal have fields. Of all others the document keeps what it has. */

import {
  type AltAzCoordinates,
  AngleUnit,
  type ContinuumAndSpectralLineImageParameters,
  type ContinuumImageParameters,
  type DataProductSDP,
  type DetectedFilterbankParameters,
  type FlowThroughParameters,
  FluxDensityUnit,
  FrequencyUnit,
  type GalacticCoordinates,
  type ICRSCoordinates,
  ImageSizeUnit,
  ImageWeighting,
  type LowArray,
  type MidArray,
  type ObservationInfo,
  type ObservationSets,
  ObservationType,
  type ObservationTypeDetails,
  ObservingBand,
  Polarisation,
  type Proposal,
  type ProposalInfo,
  ProposalStatus,
  PstMode,
  type PulsarTimingParameters,
  type RadialVelocity,
  RadialVelocityDefinition,
  RadialVelocityReferenceFrame,
  SolarSystemObjectName,
  type SpecialCoordinates,
  type SpectralImageParameters,
  SpeedUnit,
  type SuppliedIntegrationTime,
  type SuppliedSensitivity,
  type Target,
  TimeUnit,
  type TLECoordinates,
  type VisibilitiesParameters,
  type Weighting,
} from "ska-oso-pdm/1.0";
import { form } from "./form.js";

/** A proposal that has just been started: what the compiler demands of one. */
export const STARTED: Proposal = {
  interface: "https://schema.skao.int/ska-oso-pdm-prsl/1.0",
  cycle: "",
  proposal_info: { title: "", proposal_type: { main_type: "standard_proposal" } },
  observation_info: {},
};

const icrs = form<ICRSCoordinates>((f) => [
  f.text("ra_str", "Right ascension"),
  f.text("dec_str", "Declination"),
  f.number("pm_ra", "Proper motion in right ascension"),
  f.number("pm_dec", "Proper motion in declination"),
  f.number("parallax"),
  f.number("epoch"),
]);

const galactic = form<GalacticCoordinates>((f) => [
  f.number("l", "Longitude"),
  f.number("b", "Latitude"),
  f.number("pm_l", "Proper motion in longitude"),
  f.number("pm_b", "Proper motion in latitude"),
  f.number("parallax"),
  f.number("epoch"),
]);

const altaz = form<AltAzCoordinates>((f) => [f.number("az", "Azimuth"), f.number("el", "Elevation")]);

const special = form<SpecialCoordinates>((f) => [f.choice("name", SolarSystemObjectName)]);

const tle = form<TLECoordinates>((f) => [
  f.text("name"),
  f.text("line1", "First line"),
  f.text("line2", "Second line"),
]);

const velocity = form<RadialVelocity>((f) => [
  f.quantity("quantity", SpeedUnit, "Speed"),
  f.choice("definition", RadialVelocityDefinition),
  f.choice("reference_frame", RadialVelocityReferenceFrame),
  f.number("redshift"),
]);

const target = form<Target>((f) => [
  f.text("target_id", "Identifier"),
  f.text("name"),
  f.union("reference_coordinate", "kind", { icrs, galactic, altaz, special, tle }),
  f.part("radial_velocity", velocity),
]);

const mid = form<MidArray>((f) => [
  f.text("subarray"),
  f.number("number_15_antennas", "Dishes of 15 metres"),
  f.number("number_13_antennas", "Dishes of 13.5 metres"),
  f.number("number_sub_bands"),
  f.number("weather"),
  f.text("tapering"),
]);

const low = form<LowArray>((f) => [f.text("subarray"), f.number("number_of_stations")]);

const time = form<SuppliedIntegrationTime>((f) => [f.quantity("quantity", TimeUnit, "Time")]);

const sensitivity = form<SuppliedSensitivity>((f) => [
  f.quantity("quantity", FluxDensityUnit, "Sensitivity"),
]);

const details = form<ObservationTypeDetails>((f) => [
  f.choice("observation_type", ObservationType),
  f.quantity("central_frequency", FrequencyUnit),
  f.quantity("bandwidth", FrequencyUnit),
  f.union("supplied", "supplied_type", { integration_time: time, sensitivity }),
  f.text("spectral_resolution"),
  f.text("effective_resolution"),
  f.number("spectral_averaging"),
  f.number("number_of_channels"),
  f.choice("pst_mode", PstMode, "Pulsar timing mode"),
  f.text("image_weighting"),
  f.number("robust"),
]);

const observationSet = form<ObservationSets>((f) => [
  f.text("observation_set_id", "Identifier"),
  f.text("group_id", "Group"),
  f.choice("observing_band", ObservingBand),
  f.number("elevation"),
  f.union("array_details", "array", { ska_mid: mid, ska_low: low }),
  f.part("observation_type_details", details),
]);

const weight = form<Weighting>((f) => [
  f.choice("weighting", ImageWeighting),
  f.number("robust"),
]);

const continuumImage = form<ContinuumImageParameters>((f) => [
  f.quantity("image_size", ImageSizeUnit),
  f.quantity("image_cellsize", AngleUnit),
  f.part("weight", weight),
  f.choices("polarisations", Polarisation),
  f.number("channels_out"),
  f.text("gaussian_taper"),
  f.text("gaussian_taper_1400_MHz", "Gaussian taper at 1400 MHz"),
]);

const spectralImage = form<SpectralImageParameters>((f) => [
  f.quantity("image_size", ImageSizeUnit),
  f.quantity("image_cellsize", AngleUnit),
  f.part("weight", weight),
  f.choices("polarisations", Polarisation),
  f.number("channels_out"),
  f.text("gaussian_taper"),
  f.yesOrNo("continuum_subtraction"),
]);

const bothImage = form<ContinuumAndSpectralLineImageParameters>((f) => [
  f.quantity("image_size", ImageSizeUnit),
  f.quantity("image_cellsize", AngleUnit),
  f.part("weight", weight),
  f.choices("polarisations", Polarisation),
  f.number("channels_out"),
  f.text("gaussian_taper"),
  f.yesOrNo("continuum_subtraction"),
]);

const visibilities = form<VisibilitiesParameters>((f) => [
  f.number("time_averaging"),
  f.number("frequency_averaging"),
]);

const filterbank = form<DetectedFilterbankParameters>((f) => [
  f.choices("polarisations", Polarisation),
  f.number("bit_depth"),
  f.number("output_frequency_resolution"),
  f.number("output_sampling_interval"),
  f.number("dispersion_measure"),
  f.number("rotation_measure"),
]);

const timing = form<PulsarTimingParameters>(() => []);

const flowThrough = form<FlowThroughParameters>((f) => [
  f.choices("polarisations", Polarisation),
  f.number("bit_depth"),
]);

const product = form<DataProductSDP>((f) => [
  f.text("data_product_id", "Identifier"),
  f.text("observation_set_ref", "Observation set"),
  f.union("script_parameters", "variant", {
    "continuum image": continuumImage,
    visibilities,
    "spectral image": spectralImage,
    "continuum and spectral line image": bothImage,
    "detected filterbank": filterbank,
    "pulsar timing": timing,
    "flow through": flowThrough,
  }),
]);

const information = form<ProposalInfo>((f) => [
  f.text("title"),
  f.text("science_category"),
  f.paragraphs("abstract"),
]);

const observation = form<ObservationInfo>((f) => [
  f.list("targets", target, "target", "name"),
  f.list("observation_sets", observationSet, "observation set", "observation_set_id"),
  f.list("data_product_sdps", product, "data product", "data_product_id", "Data products"),
]);

/** All fields. */
export const proposal = form<Proposal>((f) => [
  f.text("prsl_id", "Identifier"),
  f.text("cycle", "Observing cycle"),
  f.choice("status", ProposalStatus),
  f.part("proposal_info", information, "Proposal"),
  f.part("observation_info", observation, "Observations"),
]);

// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace attacca::vst3 {

/// The tags, attributes and fixed names of the XML that IXmlRepresentationController writes.
namespace representation_xml {
inline constexpr char kAttrCategory[] = "category";
inline constexpr char kAttrClassid[] = "classID";
inline constexpr char kAttrEndpoint[] = "endPoint";
inline constexpr char kAttrFlags[] = "flags";
inline constexpr char kAttrFunction[] = "function";
inline constexpr char kAttrHost[] = "host";
inline constexpr char kAttrIndex[] = "index";
inline constexpr char kAttrLedstyle[] = "ledStyle";
inline constexpr char kAttrLength[] = "length";
inline constexpr char kAttrLinkedto[] = "linkedTo";
inline constexpr char kAttrName[] = "name";
inline constexpr char kAttrOrder[] = "order";
inline constexpr char kAttrPage[] = "page";
inline constexpr char kAttrParamid[] = "parameterID";
inline constexpr char kAttrStartpoint[] = "startPoint";
inline constexpr char kAttrStyle[] = "style";
inline constexpr char kAttrSwitchstyle[] = "switchStyle";
inline constexpr char kAttrTemplate[] = "template";
inline constexpr char kAttrTurnsperfullrange[] = "turnsPerFullRange";
inline constexpr char kAttrType[] = "type";
inline constexpr char kAttrUnitid[] = "unitID";
inline constexpr char kAttrVariables[] = "variables";
inline constexpr char kAttrVendor[] = "vendor";
inline constexpr char kAttrVersion[] = "version";
inline constexpr char kCellgrouptemplateTag[] = "cellGroupTemplate";
inline constexpr char kCellgroupTag[] = "cellGroup";
inline constexpr char kCellTag[] = "cell";
inline constexpr char kCommentTag[] = "comment";
inline constexpr char kCurvetemplateTag[] = "curveTemplate";
inline constexpr char kCurveTag[] = "curve";
inline constexpr char kDateTag[] = "date";
inline constexpr char kGeneric[] = "Generic";
inline constexpr char kGeneric12Cells[] = "Generic 12 Cells";
inline constexpr char kGeneric24Cells[] = "Generic 24 Cells";
inline constexpr char kGeneric4Cells[] = "Generic 4 Cells";
inline constexpr char kGeneric8Cells[] = "Generic 8 Cells";
inline constexpr char kGenericNCells[] = "Generic %d Cells";
inline constexpr char kLayerTag[] = "layer";
inline constexpr char kNameTag[] = "name";
inline constexpr char kOriginatorTag[] = "originator";
inline constexpr char kPagetemplateTag[] = "pageTemplate";
inline constexpr char kPageTag[] = "page";
inline constexpr char kPluginTag[] = "plugin";
inline constexpr char kQuickControl8Cells[] = "Quick Controls 8 Cells";
inline constexpr char kRepresentationTag[] = "representation";
inline constexpr char kRootxmlTag[] = "vstXML";
inline constexpr char kSegmentlistTag[] = "segmentList";
inline constexpr char kSegmentTag[] = "segment";
inline constexpr char kTitledisplayTag[] = "titleDisplay";
inline constexpr char kValuedisplayTag[] = "valueDisplay";
inline constexpr char kValuelistTag[] = "valueList";
inline constexpr char kValueTag[] = "value";
}  // namespace representation_xml

/// The control of a device that a layer of a cell belongs to.
enum class LayerType : std::int32_t {
  kKnob = 0,
  kPressedKnob = 1,
  kSwitchKnob = 2,
  kSwitch = 3,
  kLED = 4,
  kLink = 5,
  kDisplay = 6,
  kFader = 7,
  kEndOfLayerType = 8,  ///< the number of types
};

/// The names of LayerType in the XML, in its order.
inline constexpr std::array<std::string_view, 8> kLayerTypeNames = {
    "knob", "pressedKnob", "switchKnob", "switch", "LED", "link", "display", "fader"};

/// Shapes of a curve.
namespace curve_type {
inline constexpr char kSegment[] = "segment";
inline constexpr char kValueList[] = "valueList";
}  // namespace curve_type

/// Attributes of a layer.
namespace attributes {
inline constexpr char kStyle[] = "style";
inline constexpr char kLEDStyle[] = "ledStyle";
inline constexpr char kSwitchStyle[] = "switchStyle";
inline constexpr char kKnobTurnsPerFullRange[] = "turnsPerFullRange";
inline constexpr char kFunction[] = "function";
inline constexpr char kFlags[] = "flags";
}  // namespace attributes

/// Values of attributes::kFunction.
namespace attributes_function {
inline constexpr char kPanPosCenterXFunc[] = "PanPosCenterX";
inline constexpr char kPanPosCenterYFunc[] = "PanPosCenterY";
inline constexpr char kPanPosFrontLeftXFunc[] = "PanPosFrontLeftX";
inline constexpr char kPanPosFrontLeftYFunc[] = "PanPosFrontLeftY";
inline constexpr char kPanPosFrontRightXFunc[] = "PanPosFrontRightX";
inline constexpr char kPanPosFrontRightYFunc[] = "PanPosFrontRightY";
inline constexpr char kPanRotationFunc[] = "PanRotation";
inline constexpr char kPanLawFunc[] = "PanLaw";
inline constexpr char kPanMirrorModeFunc[] = "PanMirrorMode";
inline constexpr char kPanLfeGainFunc[] = "PanLfeGain";
inline constexpr char kGainReductionFunc[] = "GainReduction";
inline constexpr char kSoloFunc[] = "Solo";
inline constexpr char kMuteFunc[] = "Mute";
inline constexpr char kVolumeFunc[] = "Volume";
}  // namespace attributes_function

/// Values of attributes::kStyle, kLEDStyle and kSwitchStyle.
namespace attributes_style {
inline constexpr char kInverseStyle[] = "inverse";
inline constexpr char kLEDWrapLeftStyle[] = "wrapLeft";
inline constexpr char kLEDWrapRightStyle[] = "wrapRight";
inline constexpr char kLEDSpreadStyle[] = "spread";
inline constexpr char kLEDBoostCutStyle[] = "boostCut";
inline constexpr char kLEDSingleDotStyle[] = "singleDot";
inline constexpr char kSwitchPushStyle[] = "push";
inline constexpr char kSwitchPushIncLoopedStyle[] = "pushIncLooped";
inline constexpr char kSwitchPushDecLoopedStyle[] = "pushDecLooped";
inline constexpr char kSwitchPushIncStyle[] = "pushInc";
inline constexpr char kSwitchPushDecStyle[] = "pushDec";
inline constexpr char kSwitchLatchStyle[] = "latch";
}  // namespace attributes_style

/// Values of attributes::kFlags.
namespace attributes_flags {
inline constexpr char kHideableFlag[] = "hideable";
}  // namespace attributes_flags

}  // namespace attacca::vst3

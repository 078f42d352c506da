// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

#include "abi/vst3/base/types.hpp"

namespace attacca::vst3 {

/// The named sets of loudspeakers. Several names may mean the same set.
namespace speaker_arr {
inline constexpr SpeakerArrangement kEmpty = 0x0;
inline constexpr SpeakerArrangement kMono = 0x80000;
inline constexpr SpeakerArrangement kStereo = 0x3;
inline constexpr SpeakerArrangement kStereoWide = 0x1800000000000000;
inline constexpr SpeakerArrangement kStereoSurround = 0x30;
inline constexpr SpeakerArrangement kStereoCenter = 0xC0;
inline constexpr SpeakerArrangement kStereoSide = 0x600;
inline constexpr SpeakerArrangement kStereoCLfe = 0xC;
inline constexpr SpeakerArrangement kStereoTF = 0x5000;
inline constexpr SpeakerArrangement kStereoTS = 0x3000000;
inline constexpr SpeakerArrangement kStereoTR = 0x28000;
inline constexpr SpeakerArrangement kStereoBF = 0x50000000;
inline constexpr SpeakerArrangement kCineFront = 0xC7;
inline constexpr SpeakerArrangement k30Cine = 0x7;
inline constexpr SpeakerArrangement k31Cine = 0xF;
inline constexpr SpeakerArrangement k30Music = 0x103;
inline constexpr SpeakerArrangement k31Music = 0x10B;
inline constexpr SpeakerArrangement k40Cine = 0x107;
inline constexpr SpeakerArrangement k41Cine = 0x10F;
inline constexpr SpeakerArrangement k40Music = 0x33;
inline constexpr SpeakerArrangement k41Music = 0x3B;
inline constexpr SpeakerArrangement k50 = 0x37;
inline constexpr SpeakerArrangement k51 = 0x3F;
inline constexpr SpeakerArrangement k60Cine = 0x137;
inline constexpr SpeakerArrangement k61Cine = 0x13F;
inline constexpr SpeakerArrangement k60Music = 0x633;
inline constexpr SpeakerArrangement k61Music = 0x63B;
inline constexpr SpeakerArrangement k70Cine = 0xF7;
inline constexpr SpeakerArrangement k71Cine = 0xFF;
inline constexpr SpeakerArrangement k71CineFullFront = 0xFF;
inline constexpr SpeakerArrangement k70Music = 0x637;
inline constexpr SpeakerArrangement k71Music = 0x63F;
inline constexpr SpeakerArrangement k71CineFullRear = 0xC00003F;
inline constexpr SpeakerArrangement k71CineSideFill = 0x63F;
inline constexpr SpeakerArrangement k71Proximity = 0x18000003F;
inline constexpr SpeakerArrangement k80Cine = 0x1F7;
inline constexpr SpeakerArrangement k81Cine = 0x1FF;
inline constexpr SpeakerArrangement k80Music = 0x737;
inline constexpr SpeakerArrangement k81Music = 0x73F;
inline constexpr SpeakerArrangement k90Cine = 0x6F7;
inline constexpr SpeakerArrangement k91Cine = 0x6FF;
inline constexpr SpeakerArrangement k100Cine = 0x7F7;
inline constexpr SpeakerArrangement k101Cine = 0x7FF;
inline constexpr SpeakerArrangement kAmbi1stOrderACN = 0xF00000;
inline constexpr SpeakerArrangement kAmbi2cdOrderACN = 0x7C000F00000;
inline constexpr SpeakerArrangement kAmbi3rdOrderACN = 0x3FFC000F00000;
inline constexpr SpeakerArrangement kAmbi4thOrderACN = 0x7FFFFC000F00000;
inline constexpr SpeakerArrangement kAmbi5thOrderACN = 0xFFFFFFFFF;
inline constexpr SpeakerArrangement kAmbi6thOrderACN = 0x1FFFFFFFFFFFF;
inline constexpr SpeakerArrangement kAmbi7thOrderACN = 0xFFFFFFFFFFFFFFFF;
inline constexpr SpeakerArrangement k80Cube = 0x2D033;
inline constexpr SpeakerArrangement k40_4 = 0x2D033;
inline constexpr SpeakerArrangement k71CineTopCenter = 0x93F;
inline constexpr SpeakerArrangement k71CineCenterHigh = 0x213F;
inline constexpr SpeakerArrangement k70CineFrontHigh = 0x5037;
inline constexpr SpeakerArrangement k70MPEG3D = 0x5037;
inline constexpr SpeakerArrangement k50_2 = 0x5037;
inline constexpr SpeakerArrangement k71CineFrontHigh = 0x503F;
inline constexpr SpeakerArrangement k71MPEG3D = 0x503F;
inline constexpr SpeakerArrangement k51_2 = 0x503F;
inline constexpr SpeakerArrangement k70CineSideHigh = 0x3000037;
inline constexpr SpeakerArrangement k50_2_TS = 0x3000037;
inline constexpr SpeakerArrangement k71CineSideHigh = 0x300003F;
inline constexpr SpeakerArrangement k51_2_TS = 0x300003F;
inline constexpr SpeakerArrangement k81MPEG3D = 0x2000703B;
inline constexpr SpeakerArrangement k41_4_1 = 0x2000703B;
inline constexpr SpeakerArrangement k90 = 0x2D037;
inline constexpr SpeakerArrangement k50_4 = 0x2D037;
inline constexpr SpeakerArrangement k91 = 0x2D03F;
inline constexpr SpeakerArrangement k51_4 = 0x2D03F;
inline constexpr SpeakerArrangement k50_4_1 = 0x2002D037;
inline constexpr SpeakerArrangement k51_4_1 = 0x2002D03F;
inline constexpr SpeakerArrangement k70_2 = 0x3000637;
inline constexpr SpeakerArrangement k71_2 = 0x300063F;
inline constexpr SpeakerArrangement k91Atmos = 0x300063F;
inline constexpr SpeakerArrangement k70_2_TF = 0x5637;
inline constexpr SpeakerArrangement k71_2_TF = 0x563F;
inline constexpr SpeakerArrangement k70_3 = 0x15637;
inline constexpr SpeakerArrangement k72_3 = 0x5563F;
inline constexpr SpeakerArrangement k70_4 = 0x2D637;
inline constexpr SpeakerArrangement k71_4 = 0x2D63F;
inline constexpr SpeakerArrangement k111MPEG3D = 0x2D63F;
inline constexpr SpeakerArrangement k70_6 = 0x302D637;
inline constexpr SpeakerArrangement k71_6 = 0x302D63F;
inline constexpr SpeakerArrangement k90_4 = 0x2D6F7;
inline constexpr SpeakerArrangement k91_4 = 0x2D6FF;
inline constexpr SpeakerArrangement k90_6 = 0x302D6F7;
inline constexpr SpeakerArrangement k91_6 = 0x302D6FF;
inline constexpr SpeakerArrangement k90_4_W = 0x180000000002D637;
inline constexpr SpeakerArrangement k91_4_W = 0x180000000002D63F;
inline constexpr SpeakerArrangement k90_6_W = 0x180000000302D637;
inline constexpr SpeakerArrangement k91_6_W = 0x180000000302D63F;
inline constexpr SpeakerArrangement k100 = 0x2D837;
inline constexpr SpeakerArrangement k50_5 = 0x2D837;
inline constexpr SpeakerArrangement k101 = 0x2D83F;
inline constexpr SpeakerArrangement k101MPEG3D = 0x2D83F;
inline constexpr SpeakerArrangement k51_5 = 0x2D83F;
inline constexpr SpeakerArrangement k102 = 0x6F03F;
inline constexpr SpeakerArrangement k52_5 = 0x6F03F;
inline constexpr SpeakerArrangement k110 = 0x2F837;
inline constexpr SpeakerArrangement k50_6 = 0x2F837;
inline constexpr SpeakerArrangement k111 = 0x2F83F;
inline constexpr SpeakerArrangement k51_6 = 0x2F83F;
inline constexpr SpeakerArrangement k122 = 0x6F0FF;
inline constexpr SpeakerArrangement k72_5 = 0x6F0FF;
inline constexpr SpeakerArrangement k130 = 0x2FE37;
inline constexpr SpeakerArrangement k131 = 0x2FE3F;
inline constexpr SpeakerArrangement k140 = 0x285002D633;
inline constexpr SpeakerArrangement k60_4_4 = 0x285002D633;
inline constexpr SpeakerArrangement k220 = 0x7303FFF7;
inline constexpr SpeakerArrangement k100_9_3 = 0x7303FFF7;
inline constexpr SpeakerArrangement k222 = 0x7307FFFF;
inline constexpr SpeakerArrangement k102_9_3 = 0x7307FFFF;
inline constexpr SpeakerArrangement k50_5_3 = 0x7002F037;
inline constexpr SpeakerArrangement k51_5_3 = 0x7002F03F;
inline constexpr SpeakerArrangement k50_2_2 = 0x53000037;
inline constexpr SpeakerArrangement k50_4_2 = 0x5002D037;
inline constexpr SpeakerArrangement k70_4_2 = 0x5002D637;
inline constexpr SpeakerArrangement k50_5_Sony = 0x2F037;
inline constexpr SpeakerArrangement k40_2_2 = 0x603000704;
inline constexpr SpeakerArrangement k40_4_2 = 0x5002D033;
inline constexpr SpeakerArrangement k50_3_2 = 0x50007037;
inline constexpr SpeakerArrangement k30_5_2 = 0x5002F007;
inline constexpr SpeakerArrangement k40_4_4 = 0x285002D033;
inline constexpr SpeakerArrangement k50_4_4 = 0x285002D037;
}  // namespace speaker_arr

}  // namespace attacca::vst3

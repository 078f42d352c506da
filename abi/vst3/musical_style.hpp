// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT
#pragma once

namespace attacca::vst3 {

/// Values of preset_attributes::kStyle.
namespace musical_style {
inline constexpr char kAlternativeIndie[] = "Alternative/Indie";
inline constexpr char kAlternativeIndieGothRock[] = "Alternative/Indie|Goth Rock";
inline constexpr char kAlternativeIndieGrunge[] = "Alternative/Indie|Grunge";
inline constexpr char kAlternativeIndieNewWave[] = "Alternative/Indie|New Wave";
inline constexpr char kAlternativeIndiePunk[] = "Alternative/Indie|Punk";
inline constexpr char kAlternativeIndieCollegeRock[] = "Alternative/Indie|College Rock";
inline constexpr char kAlternativeIndieDarkWave[] = "Alternative/Indie|Dark Wave";
inline constexpr char kAlternativeIndieHardcore[] = "Alternative/Indie|Hardcore";
inline constexpr char kAmbientChillOut[] = "Ambient/ChillOut";
inline constexpr char kAmbientChillOutNewAgeMeditation[] = "Ambient/ChillOut|New Age/Meditation";
inline constexpr char kAmbientChillOutDarkAmbient[] = "Ambient/ChillOut|Dark Ambient";
inline constexpr char kAmbientChillOutDowntempo[] = "Ambient/ChillOut|Downtempo";
inline constexpr char kAmbientChillOutLounge[] = "Ambient/ChillOut|Lounge";
inline constexpr char kBlues[] = "Blues";
inline constexpr char kBluesAcousticBlues[] = "Blues|Acoustic Blues";
inline constexpr char kBluesCountryBlues[] = "Blues|Country Blues";
inline constexpr char kBluesElectricBlues[] = "Blues|Electric Blues";
inline constexpr char kBluesChicagoBlues[] = "Blues|Chicago Blues";
inline constexpr char kClassical[] = "Classical";
inline constexpr char kClassicalBaroque[] = "Classical|Baroque";
inline constexpr char kClassicalChamberMusic[] = "Classical|Chamber Music";
inline constexpr char kClassicalMedieval[] = "Classical|Medieval";
inline constexpr char kClassicalModernComposition[] = "Classical|Modern Composition";
inline constexpr char kClassicalOpera[] = "Classical|Opera";
inline constexpr char kClassicalGregorian[] = "Classical|Gregorian";
inline constexpr char kClassicalRenaissance[] = "Classical|Renaissance";
inline constexpr char kClassicalClassic[] = "Classical|Classic";
inline constexpr char kClassicalRomantic[] = "Classical|Romantic";
inline constexpr char kClassicalSoundtrack[] = "Classical|Soundtrack";
inline constexpr char kCountry[] = "Country";
inline constexpr char kCountryCountryWestern[] = "Country|Country/Western";
inline constexpr char kCountryHonkyTonk[] = "Country|Honky Tonk";
inline constexpr char kCountryUrbanCowboy[] = "Country|Urban Cowboy";
inline constexpr char kCountryBluegrass[] = "Country|Bluegrass";
inline constexpr char kCountryAmericana[] = "Country|Americana";
inline constexpr char kCountrySquaredance[] = "Country|Squaredance";
inline constexpr char kCountryNorthAmericanFolk[] = "Country|North American Folk";
inline constexpr char kElectronicaDance[] = "Electronica/Dance";
inline constexpr char kElectronicaDanceMinimal[] = "Electronica/Dance|Minimal";
inline constexpr char kElectronicaDanceClassicHouse[] = "Electronica/Dance|Classic House";
inline constexpr char kElectronicaDanceElektroHouse[] = "Electronica/Dance|Elektro House";
inline constexpr char kElectronicaDanceFunkyHouse[] = "Electronica/Dance|Funky House";
inline constexpr char kElectronicaDanceIndustrial[] = "Electronica/Dance|Industrial";
inline constexpr char kElectronicaDanceElectronicBodyMusic[] =
    "Electronica/Dance|Electronic Body Music";
inline constexpr char kElectronicaDanceTripHop[] = "Electronica/Dance|Trip Hop";
inline constexpr char kElectronicaDanceTechno[] = "Electronica/Dance|Techno";
inline constexpr char kElectronicaDanceDrumNBassJungle[] = "Electronica/Dance|Drum'n'Bass/Jungle";
inline constexpr char kElectronicaDanceElektro[] = "Electronica/Dance|Elektro";
inline constexpr char kElectronicaDanceTrance[] = "Electronica/Dance|Trance";
inline constexpr char kElectronicaDanceDub[] = "Electronica/Dance|Dub";
inline constexpr char kElectronicaDanceBigBeats[] = "Electronica/Dance|Big Beats";
inline constexpr char kExperimental[] = "Experimental";
inline constexpr char kExperimentalNewMusic[] = "Experimental|New Music";
inline constexpr char kExperimentalFreeImprovisation[] = "Experimental|Free Improvisation";
inline constexpr char kExperimentalElectronicArtMusic[] = "Experimental|Electronic Art Music";
inline constexpr char kExperimentalNoise[] = "Experimental|Noise";
inline constexpr char kJazz[] = "Jazz";
inline constexpr char kJazzNewOrleansJazz[] = "Jazz|New Orleans Jazz";
inline constexpr char kJazzTraditionalJazz[] = "Jazz|Traditional Jazz";
inline constexpr char kJazzOldtimeJazzDixiland[] = "Jazz|Oldtime Jazz/Dixiland";
inline constexpr char kJazzFusion[] = "Jazz|Fusion";
inline constexpr char kJazzAvantgarde[] = "Jazz|Avantgarde";
inline constexpr char kJazzLatinJazz[] = "Jazz|Latin Jazz";
inline constexpr char kJazzFreeJazz[] = "Jazz|Free Jazz";
inline constexpr char kJazzRagtime[] = "Jazz|Ragtime";
inline constexpr char kPop[] = "Pop";
inline constexpr char kPopBritpop[] = "Pop|Britpop";
inline constexpr char kPopRock[] = "Pop|Pop/Rock";
inline constexpr char kPopTeenPop[] = "Pop|Teen Pop";
inline constexpr char kPopChartDance[] = "Pop|Chart Dance";
inline constexpr char kPop80sPop[] = "Pop|80's Pop";
inline constexpr char kPopDancehall[] = "Pop|Dancehall";
inline constexpr char kPopDisco[] = "Pop|Disco";
inline constexpr char kRockMetal[] = "Rock/Metal";
inline constexpr char kRockMetalBluesRock[] = "Rock/Metal|Blues Rock";
inline constexpr char kRockMetalClassicRock[] = "Rock/Metal|Classic Rock";
inline constexpr char kRockMetalHardRock[] = "Rock/Metal|Hard Rock";
inline constexpr char kRockMetalRockRoll[] = "Rock/Metal|Rock &amp; Roll";
inline constexpr char kRockMetalSingerSongwriter[] = "Rock/Metal|Singer/Songwriter";
inline constexpr char kRockMetalHeavyMetal[] = "Rock/Metal|Heavy Metal";
inline constexpr char kRockMetalDeathBlackMetal[] = "Rock/Metal|Death/Black Metal";
inline constexpr char kRockMetalNuMetal[] = "Rock/Metal|NuMetal";
inline constexpr char kRockMetalReggae[] = "Rock/Metal|Reggae";
inline constexpr char kRockMetalBallad[] = "Rock/Metal|Ballad";
inline constexpr char kRockMetalAlternativeRock[] = "Rock/Metal|Alternative Rock";
inline constexpr char kRockMetalRockabilly[] = "Rock/Metal|Rockabilly";
inline constexpr char kRockMetalThrashMetal[] = "Rock/Metal|Thrash Metal";
inline constexpr char kRockMetalProgressiveRock[] = "Rock/Metal|Progressive Rock";
inline constexpr char kUrbanHipHopRB[] = "Urban (Hip-Hop / R&B)";
inline constexpr char kUrbanHipHopRBClassic[] = "Urban (Hip-Hop / R&B)|Classic R&B";
inline constexpr char kUrbanHipHopRBModern[] = "Urban (Hip-Hop / R&B)|Modern R&B";
inline constexpr char kUrbanHipHopRBPop[] = "Urban (Hip-Hop / R&B)|R&B Pop";
inline constexpr char kUrbanHipHopRBWestCoastHipHop[] = "Urban (Hip-Hop / R&B)|WestCoast Hip-Hop";
inline constexpr char kUrbanHipHopRBEastCoastHipHop[] = "Urban (Hip-Hop / R&B)|EastCoast Hip-Hop";
inline constexpr char kUrbanHipHopRBRapHipHop[] = "Urban (Hip-Hop / R&B)|Rap/Hip Hop";
inline constexpr char kUrbanHipHopRBSoul[] = "Urban (Hip-Hop / R&B)|Soul";
inline constexpr char kUrbanHipHopRBFunk[] = "Urban (Hip-Hop / R&B)|Funk";
inline constexpr char kWorldEthnic[] = "World/Ethnic";
inline constexpr char kWorldEthnicAfrica[] = "World/Ethnic|Africa";
inline constexpr char kWorldEthnicAsia[] = "World/Ethnic|Asia";
inline constexpr char kWorldEthnicCeltic[] = "World/Ethnic|Celtic";
inline constexpr char kWorldEthnicEurope[] = "World/Ethnic|Europe";
inline constexpr char kWorldEthnicKlezmer[] = "World/Ethnic|Klezmer";
inline constexpr char kWorldEthnicScandinavia[] = "World/Ethnic|Scandinavia";
inline constexpr char kWorldEthnicEasternEurope[] = "World/Ethnic|Eastern Europe";
inline constexpr char kWorldEthnicIndiaOriental[] = "World/Ethnic|India/Oriental";
inline constexpr char kWorldEthnicNorthAmerica[] = "World/Ethnic|North America";
inline constexpr char kWorldEthnicSouthAmerica[] = "World/Ethnic|South America";
inline constexpr char kWorldEthnicAustralia[] = "World/Ethnic|Australia";
}  // namespace musical_style

}  // namespace attacca::vst3

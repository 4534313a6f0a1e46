// SPDX-License-Identifier: MIT
#pragma once

#include "base/Random.h"
#include "data/DemoCanvas.h"

#include <array>

namespace lookaway::demo {

enum class Engines { UnderWing, Rear, WingPropeller, NosePropeller };
enum class Tail { Swept, Upright, TTail };
enum class Windows { Row, Portholes, Strip, None };

/// An invented type. The emblem on its fin is the easy cue: one small, bright, always visible spot that tells all
/// types apart. The harder cues are shapes: two types share an engine layout and differ in tail, nose and windows.
struct AircraftType {
    const char* name;
    Engines engines;
    Tail tail;
    Windows windows;
    bool pointedNose;
    bool highWing;
    /// Disc and the figure on it.
    Colour emblemDisc;
    Colour emblemFigure;
    enum class Figure { Dot, Bar, Cross, Half } figure;
};

const std::array<AircraftType, 8>& aircraftTypes();

/// What varies within a type.
struct Livery {
    Colour body;
    Colour belly;
    Colour fin;
    Colour stripe;
    bool striped = false;
    /// Lower edge of the coat of paint, local y.
    double bellyLine = 0.05;
};

Livery drawLivery(Random& random);

/// Draws the aircraft in the pose of the canvas (from nose to tail: local x from -1 to 1) and returns the place of its
/// emblem; without emblem the fin stays plain.
Stencil drawAircraft(Canvas& canvas, const AircraftType& type, const Livery& livery, bool withEmblem);

} // namespace lookaway::demo

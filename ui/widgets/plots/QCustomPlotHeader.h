// SPDX-License-Identifier: MIT
#pragma once

// The one way to QCustomPlot's header: it is written with Qt's keywords, which are off everywhere else
// (QT_NO_KEYWORDS). They are defined for the length of that header only. Include it in .cpp files and in headers of
// this room that no other room includes.

#include <QtWidgets> // before the keywords are on, so that they reach no header but one

#pragma push_macro("signals")
#pragma push_macro("slots")
#pragma push_macro("emit")
#pragma push_macro("foreach")
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#pragma pop_macro("foreach")
#pragma pop_macro("emit")
#pragma pop_macro("slots")
#pragma pop_macro("signals")

// SPDX-License-Identifier: MIT
#pragma once

#include "SampleBatch.h"
#include "widgets/pictures/BatchStrip.h"
#include "widgets/pictures/CardView.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

namespace lookaway::test {

/// Shows the strip and waits until it is there.
inline void open(BatchStrip& strip)
{
    strip.setClasses({ "airliner", "bakery", "convertible" });
    strip.resize(1000, 700);
    strip.show();
    QVERIFY(QTest::qWaitForWindowExposed(&strip));
}

inline CardView& viewOf(BatchStrip& strip)
{
    return *strip.findChild<CardView*>();
}

inline QString place(BatchStrip& strip)
{
    return strip.findChild<QLabel*>(QStringLiteral("place"))->text();
}

inline QPoint middleOf(CardView& view, int row)
{
    return view.visualRect(view.model()->index(row, 0)).center();
}

/// Shows a batch and waits until it is on display.
inline void showAndWait(BatchStrip& strip, std::shared_ptr<const BatchOccluded> batch)
{
    QSignalSpy displayed(&viewOf(strip), &CardView::displayed);
    strip.show(std::move(batch));
    QTRY_VERIFY(displayed.count() > 0);
}

} // namespace lookaway::test

// SPDX-License-Identifier: MIT
#include "widgets/WheelGuard.h"

#include <QAbstractSpinBox>
#include <QEvent>
#include <QTimer>
#include <QWidget>

namespace lookaway {

namespace {

class WheelGuard : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() == QEvent::Wheel && !widget->hasFocus()) {
            event->ignore(); // not accepted: it goes on to the parent, which scrolls
            return true;
        }
        if (event->type() == QEvent::FocusIn)
            selectWord(qobject_cast<QAbstractSpinBox*>(widget));
        return false;
    }

private:
    static void selectWord(QAbstractSpinBox* box)
    {
        if (box && !box->text().isEmpty() && box->text().at(0).isLetter())
            QTimer::singleShot(0, box, &QAbstractSpinBox::selectAll); // after the click has set the cursor
    }
};

} // namespace

void guardWheel(QWidget* widget)
{
    widget->setFocusPolicy(Qt::StrongFocus);
    widget->installEventFilter(new WheelGuard(widget));
}

} // namespace lookaway

// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/forms/FieldEditor.h"
#include "widgets/forms/SectionBox.h"
#include "widgets/forms/SettingsForm.h"

#include <QApplication>
#include <QLabel>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>
#include <qtestspontaneevent.h>

namespace lookaway::test {

/// A form on the screen, of a size that shows some of it.
struct Shown {
    explicit Shown(QSize size = { 380, 700 })
    {
        form.resize(size);
        form.show();
        (void)QTest::qWaitForWindowActive(&form);
    }
    template <class Widget> Widget* at(const char* key) const
    {
        auto* widget = form.findChild<Widget*>(QString::fromLatin1(key));
        return widget;
    }
    FieldEditor* field(const char* key) const
    {
        for (auto* candidate : form.findChildren<FieldEditor*>())
            if (candidate->setting().key == key)
                return candidate;
        return nullptr;
    }
    QToolButton* revertOf(const char* key) const
    {
        for (auto* button : field(key)->findChildren<QToolButton*>())
            if (button->accessibleName().startsWith(QLatin1String("Revert")))
                return button;
        return nullptr;
    }
    QLabel* labelOf(const char* key) const { return field(key)->findChild<QLabel*>(); }
    SectionBox* section(const char* name) const { return at<SectionBox>(name); }
    void type(QWidget* widget, const QString& text) const
    {
        widget->setFocus();
        QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(widget, text);
    }

    SettingsForm form;
};

inline void wheel(QWidget* widget)
{
    const QPointF middle = widget->rect().center();
    QWheelEvent event(middle, widget->mapToGlobal(middle), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event); // Qt hands only such events on to parents
    qApp->notify(widget, &event);              // sendEvent() would take the mark away
}

} // namespace lookaway::test

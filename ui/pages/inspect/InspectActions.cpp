// SPDX-License-Identifier: MIT
#include "pages/inspect/InspectActions.h"

#include "style/Icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QWidget>

namespace lookaway {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(InspectActions)
};

} // namespace

InspectActions::InspectActions(QWidget* page)
{
    const auto add = [page](const char* name, const char* iconName, const QString& text, const QKeySequence& keys,
                         const QString& tip = {}) {
        auto* action = new QAction(icon(QLatin1String(iconName)), text, page);
        action->setObjectName(QLatin1String(name));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setStatusTip(tip);
        const QString what = tip.isEmpty() ? action->iconText() : tip;
        action->setToolTip(Texts::tr("%1 (%2)").arg(what, keys.toString(QKeySequence::NativeText)));
        page->addAction(action);
        return action;
    };
    paste = add("inspectPaste", "copy", Texts::tr("Paste Pi&cture"), QKeySequence::Paste);
    stop = add("inspectStop", "stop", Texts::tr("&Stop Explaining"), Qt::Key_Escape);
    zoomIn = add("inspectZoomIn", "plus", Texts::tr("Zoom &In"), Qt::CTRL | Qt::Key_Plus);
    zoomOut = add("inspectZoomOut", "minus", Texts::tr("Zoom &Out"), Qt::CTRL | Qt::Key_Minus);
    whole = add("inspectWhole", "zoom", Texts::tr("Show the &Whole Picture"), Qt::CTRL | Qt::Key_0);
    pixels = add("inspectPixels", "picture", Texts::tr("Pi&xel for Pixel"), Qt::CTRL | Qt::Key_Period);
    modelPanel = add("inspectModelPanel", "left", Texts::tr("Show the Mo&del and Its Layers"), Qt::Key_F7,
        Texts::tr("Fold the model's panel away, or show it"));
    answerPanel = add("inspectAnswerPanel", "right", Texts::tr("Show the Ans&wer and What Belongs to It"), Qt::Key_F8,
        Texts::tr("Fold the answer's panel away, or show it"));
    for (QAction* action : { modelPanel, answerPanel }) {
        action->setCheckable(true);
        action->setChecked(true);
    }
    stop->setEnabled(false);
}

} // namespace lookaway

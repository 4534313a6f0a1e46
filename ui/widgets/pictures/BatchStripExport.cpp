// SPDX-License-Identifier: MIT
// BatchStrip: the mini-batch as a figure in a file.
#include "widgets/pictures/BatchStrip.h"

#include "figure/BatchFigure.h"
#include "figure/FigureExport.h"
#include "widgets/Background.h"
#include "widgets/pictures/BatchStripControls.h"
#include "widgets/pictures/CardView.h"
#include "widgets/pictures/PictureFile.h"

#include <QAction>

namespace lookaway {

void BatchStrip::addExportMenu()
{
    auto* separator = new QAction(m_view);
    separator->setSeparator(true);
    m_view->addAction(separator);
    const FileKind kinds[] = { { QStringLiteral("PDF"), QStringLiteral("pdf") },
        { QStringLiteral("SVG"), QStringLiteral("svg") }, { QStringLiteral("PNG"), QStringLiteral("png") },
        { QStringLiteral("TIFF"), QStringLiteral("tif") } };
    for (const auto& kind : kinds) {
        auto* entry = new QAction(tr("Save the mini-batch as %1…").arg(kind.title), m_view);
        entry->setObjectName(QStringLiteral("saveBatch_") + kind.suffix);
        connect(entry, &QAction::triggered, this, [this, kind] {
            // The one that is clicked on: others come while the dialog is open.
            askAndSave(this, QStringLiteral("batch"), kind, [this, entry = m_shown](const QString& path) {
                save(entry, path);
                return Result<void>(); // what goes wrong later is said then
            });
        });
        m_view->addAction(entry);
    }
}

void BatchStrip::saveFigure(const QString& file)
{
    save(m_shown, file);
}

void BatchStrip::save(const std::optional<BatchHistory::Entry>& entry, const QString& file)
{
    const auto finish = [this, file](const Result<void>& result) {
        if (result) {
            Q_EMIT saved(file);
        } else {
            sayNotSaved(this, result.error());
            Q_EMIT saveFailed(result.error());
        }
    };
    if (!entry)
        return finish(fail(tr("There is no mini-batch to save.").toStdString()));
    FigureStyle style;
    style.widthMm = 114;
    style.colors = m_controls->style().colors;
    style.opacity = m_controls->style().opacity;
    const auto write = [batch = entry->batch, classes = m_classes, style, file,
                           title = tr("Occluded mini-batch %1").arg(entry->batch->step + 1)] {
        return exportFigure(sheetOf(*batch, classes, style), file, title);
    };
    inBackground(this, write, finish);
}

} // namespace lookaway

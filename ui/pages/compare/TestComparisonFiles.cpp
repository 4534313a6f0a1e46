// SPDX-License-Identifier: MIT
// Where the outcome of a test goes: clipboard, tables, a report. See TestComparisonPanel.cpp for how it is made.
#include "pages/compare/TestComparisonPanel.h"

#include "bridge/SessionBridge.h"
#include "pages/compare/StatisticsTable.h"
#include "report/HtmlReport.h"
#include "widgets/Background.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/PictureFile.h"

#include <QtWidgets>

namespace lookaway {

void TestComparisonPanel::saveReport()
{
    auto* dialog = new QFileDialog(this, tr("Save Report"), QStringLiteral("report.html"), tr("Web page (*.html)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("html"));
    connect(dialog, &QFileDialog::fileSelected, this, &TestComparisonPanel::writeReport);
    dialog->open();
}

void TestComparisonPanel::writeReport(const QString& file)
{
    if (!m_comparison)
        return;
    const auto job = reportJob(m_comparison, ReportRequest().pictures, file.toStdString());
    if (const auto started = m_bridge->start(job); !started)
        m_note->say(InlineNote::Kind::Problem, QString::fromStdString(started.error().message()));
    else {
        m_writing = true;
        showWorking(true);
    }
}

void TestComparisonPanel::writeText(const QString& file, const std::function<QString()>& text)
{
    inBackground(
        this, [file, text] { return saveText(file, text()); },
        [this, file](const Result<void>& written) {
            if (!written)
                sayNotSaved(this, written.error());
            else
                m_note->say(InlineNote::Kind::Success, tr("Saved as %1.").arg(QDir::toNativeSeparators(file)));
        });
}

void TestComparisonPanel::showMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    // What it is now: while a dialog asks for a file other models may come.
    const auto shown = m_comparison;
    const auto latex = [shown] { return statisticsLatex(modelStatistics(*shown), shown->request.reference); };
    menu->addAction(tr("Copy as LaTeX"), this, [this, latex] {
        inBackground(this, latex, [](const QString& text) { QGuiApplication::clipboard()->setText(text); });
    });
    const auto save = [this, menu](const char* name, const QString& title, const FileKind& kind,
                          const std::function<QString()>& text) {
        auto* action = menu->addAction(title, this, [this, kind, text] {
            askAndSave(this, QStringLiteral("comparison"), kind, [this, text](const QString& path) {
                writeText(path, text);
                return Result<void>();
            });
        });
        action->setObjectName(QLatin1String(name));
    };
    save("saveLatex", tr("Save LaTeX Table…"), { QStringLiteral("LaTeX"), QStringLiteral("tex") }, latex);
    save("saveCsv", tr("Save Every Picture as CSV…"), { QStringLiteral("CSV"), QStringLiteral("csv") },
        [shown] { return QString::fromStdString(testComparisonCsv(*shown)); });
    save("saveJson", tr("Save Everything as JSON…"), { QStringLiteral("JSON"), QStringLiteral("json") },
        [shown] { return QString::fromStdString(testComparisonJson(*shown)); });
    menu->addSeparator();
    menu->addAction(tr("Save Report as HTML…"), this, &TestComparisonPanel::saveReport);
    menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height())));
}

} // namespace lookaway

// SPDX-License-Identifier: MIT
#include "pages/FigureOutput.h"

#include "compare/FigureFile.h"
#include "figure/ComparisonSheet.h"
#include "figure/FigureExport.h"
#include "session/CommandLineText.h"
#include "widgets/PictureFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace lookaway {

namespace {

/// Another ending: "paper/figure.png" and "tex" make "paper/figure.tex".
QString beside(const QString& file, const QString& suffix)
{
    const QFileInfo info(file);
    return info.dir().filePath(info.completeBaseName() + QLatin1Char('.') + suffix);
}

std::filesystem::path native(const QString& file)
{
    return QFile::encodeName(file).toStdString();
}

Result<QStringList> writeCompanions(const FigureOrder& order, const FigureContent& content)
{
    QStringList written;
    QString project = order.project;
    if (project.isEmpty()) {
        project = beside(order.file, QStringLiteral("figure.toml"));
        if (const auto saved = writeFigure(native(project), order.spec); !saved)
            return saved.error();
        written << project;
    }
    const QString suffix = QFileInfo(order.file).suffix().toLower();
    if (suffix == QLatin1String("pdf") || suffix == QLatin1String("png")) {
        const QString tex = beside(order.file, QStringLiteral("tex"));
        const std::string graphic = QFileInfo(order.file).fileName().toStdString();
        const QString text = QString::fromStdString(figureTex(order.spec, content, graphic));
        if (const auto saved = saveText(tex, text); !saved)
            return saved.error();
        written << tex;
    }
    const QString json = beside(order.file, QStringLiteral("json"));
    const std::string command = figureCommand(project, order.file).toStdString();
    if (const auto saved = saveText(json, QString::fromStdString(figureJson(order.spec, content, command))); !saved)
        return saved.error();
    return written << json;
}

} // namespace

QString figureCommand(const QString& project, const QString& out)
{
    return QStringLiteral("lookaway-cli figure %1 --out %2")
        .arg(QString::fromStdString(shellQuoted(QDir::toNativeSeparators(project).toStdString())),
            QString::fromStdString(shellQuoted(QDir::toNativeSeparators(out).toStdString())));
}

Result<QStringList> produceFigure(const FigureOrder& order)
{
    const FigureContent content = order.parts.content();
    const QString title = QFileInfo(order.file).completeBaseName();
    if (const auto saved = exportFigure(sheetOf(order.spec, content), order.file, title); !saved)
        return saved.error();
    QStringList written{ order.file };
    if (!order.companions)
        return written;
    const auto companions = writeCompanions(order, content);
    if (!companions)
        return companions.error();
    return written + *companions;
}

} // namespace lookaway

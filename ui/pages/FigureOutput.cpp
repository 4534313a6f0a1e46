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

/// Where a companion goes: "paper.pdf" must not put its caption in the place of the paper. What was there and does not
/// contain `mark`, as our files do, stays, and ours gets a longer name.
QString companion(const QString& picture, const QString& suffix, const QByteArray& mark)
{
    const QString file = beside(picture, suffix);
    QFile there(file);
    if (!there.open(QIODevice::ReadOnly) || there.readAll().contains(mark))
        return file;
    return beside(picture, QStringLiteral("figure.") + suffix);
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
        const std::string graphic = QFileInfo(order.file).fileName().toStdString();
        const QByteArray mark = QByteArray("]{") + graphic.c_str() + '}';
        const QString tex = companion(order.file, QStringLiteral("tex"), mark);
        const QString text = QString::fromStdString(figureTex(order.spec, content, graphic));
        if (const auto saved = saveText(tex, text); !saved)
            return saved.error();
        written << tex;
    }
    const QString json = companion(order.file, QStringLiteral("json"), "lookaway-cli figure");
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

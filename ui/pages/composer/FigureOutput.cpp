// SPDX-License-Identifier: MIT
#include "pages/composer/FigureOutput.h"

#include "compare/FigureFile.h"
#include "figure/ComparisonSheet.h"
#include "figure/FigureExport.h"
#include "figure/FileSeal.h"
#include "session/settings/CommandLineText.h"
#include "widgets/pictures/PictureFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <functional>

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

QByteArray contentOf(const QString& file)
{
    QFile there(file);
    return there.open(QIODevice::ReadOnly) ? there.readAll() : QByteArray();
}

/// Whether a file that is there may be replaced.
using Replaceable = std::function<bool(const QString& file)>;

/// The first of `names` and what follows, "figure.tex", "figure-2.tex", ..., that is free beside the picture:
/// "paper.pdf" must not put its caption in the place of the paper.
QString companion(const QString& picture, QStringList names, const QString& suffix, const Replaceable& replaceable)
{
    for (int i = 1;; ++i) {
        for (const QString& name : names)
            if (const QString file = beside(picture, name); !QFileInfo::exists(file) || replaceable(file))
                return file;
        names = { i == 1 ? QStringLiteral("figure.") + suffix : QStringLiteral("figure-%1.%2").arg(i).arg(suffix) };
    }
}

bool isSealedFile(const QString& file, char comment)
{
    return isSealed(comment, contentOf(file));
}

Result<void> saveSealed(const QString& file, char comment, const QByteArray& text)
{
    return saveText(file, QString::fromUtf8(sealed(comment, text)));
}

Result<QString> writeProject(const FigureOrder& order)
{
    const QString file = companion(order.file, {}, QStringLiteral("toml"), [&order](const QString& there) {
        return isSealedFile(there, '#') && QFileInfo(there) != QFileInfo(order.kept);
    });
    if (const auto saved = writeFigure(native(file), order.spec); !saved)
        return saved.error();
    if (const auto saved = saveSealed(file, '#', contentOf(file)); !saved)
        return saved.error();
    return file;
}

Result<QStringList> writeCompanions(const FigureOrder& order, const FigureContent& content)
{
    QStringList written;
    QString project = order.project;
    if (project.isEmpty()) {
        const auto saved = writeProject(order);
        if (!saved)
            return saved.error();
        project = *saved;
        written << project;
    }
    bool texBeside = false; // under the name that the command would give it
    const QString suffix = QFileInfo(order.file).suffix().toLower();
    if (suffix == QLatin1String("pdf") || suffix == QLatin1String("png")) {
        const QString kind = QStringLiteral("tex");
        const QString tex =
            companion(order.file, { kind }, kind, [](const QString& there) { return isSealedFile(there, '%'); });
        const std::string text = figureTex(order.spec, content, QFileInfo(order.file).fileName().toStdString());
        if (const auto saved = saveSealed(tex, '%', QByteArray::fromStdString(text)); !saved)
            return saved.error();
        written << tex;
        texBeside = tex == beside(order.file, kind);
    }
    const QString kind = QStringLiteral("json");
    const QString json = companion(order.file, { kind }, kind,
        [](const QString& there) { return contentOf(there).contains("lookaway-cli figure"); });
    const std::string command =
        (figureCommand(project, order.file) + (texBeside ? QStringLiteral(" --tex") : QString())).toStdString();
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

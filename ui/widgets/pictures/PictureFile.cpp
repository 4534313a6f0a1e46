// SPDX-License-Identifier: MIT
#include "widgets/pictures/PictureFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMessageBox>
#include <QPageSize>
#include <QPalette>
#include <QPdfWriter>
#include <QSaveFile>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QSvgGenerator>

namespace lookaway {

namespace {

constexpr int kPngScale = 2;
const QLatin1String kFolderKey("export/folder");

/// Fonts are laid out with the screen's resolution, so pages have it too.
int screenDpi()
{
    return QGuiApplication::primaryScreen() ? qRound(QGuiApplication::primaryScreen()->logicalDotsPerInch()) : 96;
}

void paintPdf(QIODevice& file, QSize size, const QString& title, const std::function<void(QPaintDevice&)>& paint)
{
    QPdfWriter writer(&file);
    const double points = 72.0 / screenDpi();
    writer.setCreator(QStringLiteral("Lookaway"));
    writer.setTitle(title);
    writer.setResolution(screenDpi());
    writer.setPageSize(QPageSize(QSizeF(size) * points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    paint(writer);
}

void paintSvg(QIODevice& file, QSize size, const QString& title, const std::function<void(QPaintDevice&)>& paint)
{
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setTitle(title);
    generator.setResolution(screenDpi());
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    paint(generator);
}

bool paintPng(QIODevice& file, QSize size, const std::function<void(QPaintDevice&)>& paint)
{
    QImage image(size * kPngScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kPngScale);
    image.fill(Qt::white);
    paint(image);
    return image.save(&file, "PNG");
}

Error cannotWrite(const QString& path, const QString& why)
{
    return fail(QCoreApplication::translate("PictureFile", "%1 cannot be written: %2.")
                    .arg(QDir::toNativeSeparators(path), why)
                    .toStdString(),
        QCoreApplication::translate("PictureFile", "Choose a folder that you may write to.").toStdString());
}

} // namespace

bool isPictureFile(const QString& path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return suffix == QLatin1String("pdf") || suffix == QLatin1String("svg") || suffix == QLatin1String("png");
}

Result<void> savePicture(
    const QString& path, QSize size, const QString& title, const std::function<void(QPaintDevice&)>& paint)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    const QString suffix = QFileInfo(path).suffix().toLower();
    bool good = true;
    if (suffix == QLatin1String("pdf"))
        paintPdf(file, size, title, paint);
    else if (suffix == QLatin1String("svg"))
        paintSvg(file, size, title, paint);
    else
        good = paintPng(file, size, paint);
    if (!good || !file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

Result<void> saveText(const QString& path, const QString& text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(path, file.errorString());
    file.write(text.toUtf8());
    if (!file.commit())
        return cannotWrite(path, file.errorString());
    return {};
}

QPalette printPalette()
{
    QPalette palette;
    for (const auto role : { QPalette::Window, QPalette::Base, QPalette::Button, QPalette::AlternateBase })
        palette.setColor(role, Qt::white);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        palette.setColor(role, Qt::black);
    return palette;
}

void sayNotSaved(QWidget* parent, const Error& error)
{
    auto* box = new QMessageBox(QMessageBox::Warning, QCoreApplication::translate("PictureFile", "Not saved"),
        QString::fromStdString(error.what), QMessageBox::Ok, parent);
    box->setInformativeText(QString::fromStdString(error.hint));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void askAndSave(
    QWidget* parent, const QString& name, const FileKind& kind, std::function<Result<void>(const QString& path)> save)
{
    QSettings settings;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QDir folder(settings.value(kFolderKey, documents).toString());
    auto* dialog = new QFileDialog(parent, QCoreApplication::translate("PictureFile", "Save as %1").arg(kind.title),
        folder.path(), QStringLiteral("%1 (*.%2)").arg(kind.title, kind.suffix));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(kind.suffix);
    dialog->selectFile(name + QLatin1Char('.') + kind.suffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [parent, save = std::move(save)](const QString& path) {
        QSettings().setValue(kFolderKey, QFileInfo(path).absolutePath());
        if (const auto saved = save(path); !saved)
            sayNotSaved(parent, saved.error());
    });
    dialog->open();
}

} // namespace lookaway

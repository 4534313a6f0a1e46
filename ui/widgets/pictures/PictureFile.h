// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <QSize>
#include <QString>

#include <functional>
#include <vector>

class QPaintDevice;
class QPalette;
class QWidget;

namespace lookaway {

/// Has `paint` draw `size` device-independent pixels into a file whose suffix says how: pdf (vectors, fonts embedded),
/// svg, or png (twice the resolution). Atomic: the path holds the whole picture, or what it held before.
Result<void> savePicture(
    const QString& path, QSize size, const QString& title, const std::function<void(QPaintDevice&)>& paint);
/// UTF-8, atomically.
Result<void> saveText(const QString& path, const QString& text);

/// Whether the suffix is one that savePicture() knows.
bool isPictureFile(const QString& path);

/// Black on white, for what goes on paper whatever theme the screen has.
QPalette printPalette();

/// A kind of file to choose from: "PDF", "pdf".
struct FileKind {
    QString title = {};
    QString suffix = {};
};

/// A box that says why a file was not saved. Returns at once. GUI thread.
void sayNotSaved(QWidget* parent, const Error& error);

/// Asks where to save a file, `name` without suffix being suggested, and hands the path to `save`; says so in a box
/// when that fails. Returns at once. GUI thread.
void askAndSave(
    QWidget* parent, const QString& name, const FileKind& kind, std::function<Result<void>(const QString& path)> save);

} // namespace lookaway

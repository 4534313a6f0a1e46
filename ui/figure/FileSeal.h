// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace lookaway {

/// The text with a first line (% or # opens a comment) that knows it, so that a later export can tell whether somebody
/// edited the file in the meantime.
QByteArray sealed(char comment, const QByteArray& text);
/// Whether a file's content is as sealed() made it.
bool isSealed(char comment, const QByteArray& content);

} // namespace lookaway

// SPDX-License-Identifier: MIT
#include "figure/FileSeal.h"

#include <QCryptographicHash>

namespace lookaway {

QByteArray sealed(char comment, const QByteArray& text)
{
    return comment + QByteArray(" Lookaway replaces this file as long as nobody edits it: ")
        + QCryptographicHash::hash(text, QCryptographicHash::Sha1).toHex() + '\n' + text;
}

bool isSealed(char comment, const QByteArray& content)
{
    const auto text = content.indexOf('\n') + 1;
    return text > 0 && content == sealed(comment, content.mid(text));
}

} // namespace lookaway

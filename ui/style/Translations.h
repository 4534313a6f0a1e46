// SPDX-License-Identifier: MIT
#pragma once

#include <QLocale>

class QCoreApplication;
class QString;

namespace lookaway {

/// Translates the texts of Qt and of this program into the language of `locale`, as far as there are translations:
/// ours (lookaway_LANGUAGE.qm) among the resources and, with them, those of Qt where Qt keeps its own: a window half in
/// one language and half in another would be worse than English. Before the first window. True = ours are there.
bool loadTranslations(QCoreApplication& application, const QLocale& locale = QLocale());
/// The same with ours from this folder.
bool loadTranslations(QCoreApplication& application, const QLocale& locale, const QString& folder);

} // namespace lookaway

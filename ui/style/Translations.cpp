// SPDX-License-Identifier: MIT
#include "style/Translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <memory>

namespace lookaway {

static bool install(QCoreApplication& application, const QLocale& locale, const QString& name, const QString& folder)
{
    auto translator = std::make_unique<QTranslator>(&application);
    if (!translator->load(locale, name, QStringLiteral("_"), folder))
        return false;
    QCoreApplication::installTranslator(translator.release()); // the application owns it
    return true;
}

bool loadTranslations(QCoreApplication& application, const QLocale& locale, const QString& folder)
{
    const bool ours = install(application, locale, QStringLiteral("lookaway"), folder);
    // Buttons in one language among sentences in another would be worse than English.
    if (ours)
        install(application, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    return ours;
}

bool loadTranslations(QCoreApplication& application, const QLocale& locale)
{
    return loadTranslations(application, locale, QStringLiteral(":/translations"));
}

} // namespace lookaway

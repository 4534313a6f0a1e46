// SPDX-License-Identifier: MIT
#include "style/Translations.h"

#include "TestMain.h"

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

using namespace lookaway;

class TranslationsTest : public QObject {
    Q_OBJECT

    static QString folder() { return QStringLiteral(LOOKAWAY_FIXTURES "/translations"); }

private Q_SLOTS:
    void englishStaysWhereThereIsNoTranslation()
    {
        QVERIFY(!loadTranslations(*qApp, QLocale(QLocale::Icelandic), folder()));
        QVERIFY(!loadTranslations(*qApp, QLocale(QLocale::German), folder() + QStringLiteral("/not there")));
        QCOMPARE(QCoreApplication::translate("Actions", "&Start"), QStringLiteral("&Start"));
    }

    void showsTheLanguageOfTheSystem()
    {
        QVERIFY(loadTranslations(*qApp, QLocale(QLocale::German, QLocale::Austria), folder()));
        QCOMPARE(QCoreApplication::translate("Actions", "&Start"), QStringLiteral("&Starten"));
        const char* const text = "%n pictures cannot be read and are left out.";
        QCOMPARE(QCoreApplication::translate("lookaway::MainWindow", text, nullptr, 1),
            QStringLiteral("1 Bild ist unlesbar und bleibt weg."));
        QCOMPARE(QCoreApplication::translate("lookaway::MainWindow", text, nullptr, 7),
            QStringLiteral("7 Bilder sind unlesbar und bleiben weg."));
        QCOMPARE(QCoreApplication::translate("Actions", "&Quit"), QStringLiteral("&Quit")); // not translated yet
    }

    void cleanupTestCase() { qDeleteAll(qApp->findChildren<QTranslator*>()); }
};

LOOKAWAY_TEST(tst_translations, TranslationsTest)
#include "tst_translations.moc"

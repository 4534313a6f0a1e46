// SPDX-License-Identifier: MIT
#include "style/Icons.h"
#include "style/Theme.h"

#include "TestMain.h"

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QPixmap>
#include <QTest>

#include <cmath>

using namespace lookaway;

/// Contrast ratio of WCAG 2.1, from its formula.
static double contrast(const QColor& a, const QColor& b)
{
    const auto luminance = [](const QColor& color) {
        const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsRoundTrip()
    {
        for (const auto kind : { ThemeKind::System, ThemeKind::Light, ThemeKind::Dark })
            QCOMPARE(themeFromId(themeId(kind)), kind);
        QCOMPARE(themeFromId(QStringLiteral("purple")), ThemeKind::System);
    }

    void isReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void isReadable()
    {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeKind::Dark : ThemeKind::Light);
        const QPalette palette = QApplication::palette();
        QCOMPARE(isDark(palette), dark);
        for (const QColor& ground :
            { palette.color(QPalette::Window), palette.color(QPalette::Base), cardColor(palette) }) {
            for (const QColor& text : { palette.color(QPalette::Text), successColor(palette), warningColor(palette),
                     dangerColor(palette), faintTextColor(palette), accentColor(palette) })
                QVERIFY2(contrast(ground, text) >= 4.5, qPrintable(ground.name() + " " + text.name()));
            for (int i = 0; i < 8; ++i)
                QVERIFY2(contrast(ground, seriesColor(i, palette)) >= 3, qPrintable(seriesColor(i, palette).name()));
        }
        QVERIFY(contrast(palette.color(QPalette::Highlight), palette.color(QPalette::HighlightedText)) >= 4.5);
    }

    void widgetsFollowALiveChange()
    {
        applyTheme(*qApp, ThemeKind::Light);
        QLabel label;
        label.ensurePolished();
        QVERIFY(!isDark(label.palette()));
        applyTheme(*qApp, ThemeKind::Dark);
        QVERIFY(isDark(label.palette()));
    }

    void iconsTakeTheTextsColour()
    {
        const QIcon play = icon(QStringLiteral("play"));
        QVERIFY(!play.isNull());
        for (const auto kind : { ThemeKind::Light, ThemeKind::Dark }) {
            applyTheme(*qApp, kind);
            const QImage image = play.pixmap(QSize(48, 48)).toImage();
            const QColor middle = image.pixelColor(image.width() / 2, image.height() / 2);
            QCOMPARE(middle.name(), QApplication::palette().color(QPalette::ButtonText).name());
        }
        QVERIFY(icon(QStringLiteral("no-such-icon")).isNull());
    }
};

LOOKAWAY_TEST(tst_theme, ThemeTest)
#include "tst_theme.moc"

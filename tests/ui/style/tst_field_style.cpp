// SPDX-License-Identifier: MIT
#include "style/FieldStyle.h"
#include "style/Theme.h"

#include "TestMain.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace lookaway;

/// Relative luminance of WCAG 2.1.
static double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

/// The strongest contrast of any pixel of the image with a colour.
static double strongestContrast(const QImage& image, const QColor& ground)
{
    const double base = luminance(ground) + 0.05;
    double strongest = 1;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const double here = luminance(image.pixelColor(x, y)) + 0.05;
            strongest = std::max(strongest, std::max(here, base) / std::min(here, base));
        }
    return strongest;
}

class FieldStyleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dialogButtonsHaveNoIcons()
    {
        applyTheme(*qApp, ThemeKind::Light);
        const QDialogButtonBox buttons(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::Apply);
        for (const auto* button : buttons.buttons())
            QVERIFY(button->icon().isNull());
    }

    void boxesOfSelectedRowsAreOfTheRow_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void boxesOfSelectedRowsAreOfTheRow()
    {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeKind::Dark : ThemeKind::Light);
        QTableWidget table(1, 1);
        auto* item = new QTableWidgetItem;
        item->setCheckState(Qt::Unchecked);
        table.setItem(0, 0, item);
        table.setFrameShape(QFrame::NoFrame);
        table.selectAll();
        table.show();
        const QImage picture = table.viewport()->grab(table.visualItemRect(item)).toImage();
        const QColor row = table.palette().color(QPalette::Highlight);
        const QColor field = table.palette().color(QPalette::Base);
        int rows = 0;
        int fields = 0;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < 30; ++x) {
                rows += picture.pixelColor(x, y) == row ? 1 : 0;
                fields += picture.pixelColor(x, y) == field ? 1 : 0;
            }
        QVERIFY(rows > 200);
        QVERIFY2(fields < 60, qPrintable(QString::number(fields))); // at most the outline
        QVERIFY(strongestContrast(picture.copy(0, 0, 30, picture.height()), row) >= 3);
    }

    void outlinesCanBeSeen_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("kind");
        for (const bool dark : { false, true })
            for (const char* kind : { "check box", "line edit", "spin box", "combo box" })
                QTest::addRow("%s %s", dark ? "dark" : "light", kind) << dark << QString::fromLatin1(kind);
    }

    void outlinesCanBeSeen()
    {
        QFETCH(bool, dark);
        QFETCH(QString, kind);
        applyTheme(*qApp, dark ? ThemeKind::Dark : ThemeKind::Light);
        QWidget window; // has the focus, so that nothing in it is drawn as focused
        window.setFocusPolicy(Qt::StrongFocus);
        QWidget* field = nullptr;
        if (kind == QLatin1String("check box"))
            field = new QCheckBox(&window);
        else if (kind == QLatin1String("line edit"))
            field = new QLineEdit(&window);
        else if (kind == QLatin1String("spin box"))
            field = new QDoubleSpinBox(&window);
        else
            field = new QComboBox(&window);
        field->setGeometry(10, 10, 120, 26);
        window.resize(140, 46);
        window.show();
        window.setFocus();
        // The left edge: nothing but ground and outline.
        const QImage edge = window.grab(QRect(8, 18, 6, 10)).toImage();
        const double contrast = strongestContrast(edge, window.palette().color(QPalette::Window));
        QVERIFY2(contrast >= 3, qPrintable(QString::number(contrast)));
    }
};

LOOKAWAY_TEST(tst_field_style, FieldStyleTest)
#include "tst_field_style.moc"

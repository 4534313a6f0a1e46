// SPDX-License-Identifier: MIT
#include "widgets/EmptyState.h"

#include "TestMain.h"

#include <QLabel>
#include <QTest>

using namespace lookaway;

class EmptyStateTest : public QObject {
    Q_OBJECT

    static QLabel* labelWith(const EmptyState& state, const QString& text)
    {
        for (auto* label : state.findChildren<QLabel*>())
            if (label->text() == text)
                return label;
        return nullptr;
    }

private Q_SLOTS:
    void theIconGoesBeforeALineIsCut()
    {
        const QString text =
            QStringLiteral("A sentence that is long enough to take several lines, because what is missing here has to "
                           "be said, and what a person can do about it, and where that leads to when it is done.");
        EmptyState state(QStringLiteral("picture"));
        state.setTexts(QStringLiteral("Nothing here"), text);
        state.show();
        QVERIFY(QTest::qWaitForWindowExposed(&state));
        const auto* said = labelWith(state, text);
        const auto* icon = state.findChildren<QLabel*>().front();
        QVERIFY(said && icon != said);
        for (const QSize size : { QSize(520, 400), QSize(300, 180), QSize(520, 180), QSize(520, 400) }) {
            state.resize(size);
            QTRY_COMPARE(icon->isVisible(), size.height() == 400);
            QTRY_VERIFY2(said->height() >= said->heightForWidth(said->width()) || size.width() == 300,
                qPrintable(QString::number(said->height())));
        }
    }
};

LOOKAWAY_TEST(tst_empty_state, EmptyStateTest)
#include "tst_empty_state.moc"

// SPDX-License-Identifier: MIT
#include "widgets/Labelled.h"

#include "TestMain.h"

#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <memory>

using namespace lookaway;

class LabelledTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCaptionLeadsToItsControl()
    {
        auto* first = new QLineEdit;
        auto* second = new QLineEdit;
        const std::unique_ptr<QWidget> row(labelled(QStringLiteral("&Name"), { first, second }));
        row->show();
        QVERIFY(QTest::qWaitForWindowExposed(row.get()));
        row->activateWindow();
        second->setFocus();
        QTest::keyClick(row.get(), Qt::Key_N, Qt::AltModifier);
        QTRY_VERIFY(first->hasFocus());
        // On one line, from left to right.
        const auto* caption = row->findChild<QLabel*>();
        QCOMPARE(caption->buddy(), first);
        QVERIFY(caption->geometry().right() < first->x() && first->geometry().right() < second->x());
        QCOMPARE(first->geometry().center().y(), second->geometry().center().y());
    }
};

LOOKAWAY_TEST(tst_labelled, LabelledTest)
#include "tst_labelled.moc"

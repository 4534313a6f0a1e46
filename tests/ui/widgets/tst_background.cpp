// SPDX-License-Identifier: MIT
#include "widgets/Background.h"

#include "TestMain.h"

#include <QTest>

#include <new>
#include <stdexcept>

using namespace lookaway;

class BackgroundTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void handsOverWhatIsReturned()
    {
        int got = 0;
        QThread* on = nullptr;
        inBackground(
            this, [] { return 7; },
            [&](int value) {
                got = value;
                on = QThread::currentThread();
            });
        QTRY_COMPARE(got, 7);
        QCOMPARE(on, thread());
    }

    void whatIsThrownBecomesAnError()
    {
        std::optional<Result<int>> got;
        const auto take = [&](Result<int> result) { got = std::move(result); };
        QTest::ignoreMessage(QtWarningMsg, "There is not enough memory for this.");
        inBackground(
            this, []() -> Result<int> { throw std::bad_alloc(); }, take);
        QTRY_VERIFY(got);
        QVERIFY(!got->ok() && got->error().what.find("memory") != std::string::npos && !got->error().hint.empty());
        got.reset();
        QTest::ignoreMessage(QtWarningMsg, "The work in the background broke off: the disk is gone.");
        inBackground(
            this, []() -> Result<int> { throw std::runtime_error("the disk is gone"); }, take);
        QTRY_VERIFY(got);
        QVERIFY(!got->ok() && got->error().what.find("the disk is gone") != std::string::npos);
    }

    void withoutAResultItIsDropped()
    {
        bool called = false;
        QTest::ignoreMessage(QtWarningMsg, "There is not enough memory for this.");
        inBackground(
            this, []() -> int { throw std::bad_alloc(); }, [&](int) { called = true; });
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!called);
        // What comes after it is done as ever.
        int got = 0;
        inBackground(
            this, [] { return 3; }, [&](int value) { got = value; });
        QTRY_COMPARE(got, 3);
    }

    void whoIsGoneGetsNothing()
    {
        bool called = false;
        auto receiver = std::make_unique<QObject>();
        inBackground(
            receiver.get(), [] { return 1; }, [&](int) { called = true; });
        receiver.reset();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }
};

LOOKAWAY_TEST(tst_background, BackgroundTest)
#include "tst_background.moc"

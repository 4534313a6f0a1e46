// SPDX-License-Identifier: MIT
#pragma once

#include "pages/inspect/ExplainPane.h"
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/InspectPanes.h"

#include "../bridge/TinyRun.h"
#include "UserInput.h"

#include <QAbstractItemView>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTemporaryDir>

#include <memory>

namespace lookaway::test {

inline QPoint centreOf(const QAbstractItemView& view, const QModelIndex& index)
{
    return view.visualRect(index).center();
}

inline QPoint centreOf(const QAbstractItemView& view, int row)
{
    return centreOf(view, view.model()->index(row, 0));
}

/// The workspace with a small network that was really trained.
class InspectFixture {
public:
    static constexpr int patience = 60000; // ms

    bool train() const { return trainTinyRun(m_folder.path(), 3); }
    void show()
    {
        QSettings().clear();
        showAgain();
    }
    /// As the next start does it: what was remembered is there.
    void showAgain()
    {
        m_page = std::make_unique<InspectPage>();
        m_page->inspector()->setDevice(QStringLiteral("cpu"));
        m_page->resize(1400, 860);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
    }
    void close() { m_page.reset(); }

    InspectPage& page() const { return *m_page; }
    template <class T> T* find(const char* name = nullptr) const
    {
        return m_page->findChild<T*>(name ? QString::fromLatin1(name) : QString());
    }
    ExplainPane& pane() const { return *m_page->panes()->active(); }
    QString file(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    QString run() const { return file("run"); }
    QString picture(const char* name) const { return file("pictures/") + QLatin1String(name); }

    void openRun() const
    {
        QSignalSpy opened(m_page.get(), &InspectPage::modelOpened);
        drop(*m_page, { run() });
        QVERIFY(opened.wait(patience));
    }
    void awaitMap() const { QTRY_VERIFY_WITH_TIMEOUT(pane().explanation() && !pane().working(), patience); }
    void openAndLook(const char* name = "red/1.png") const
    {
        openRun();
        drop(*m_page, { picture(name) });
        awaitMap();
    }
    void showTab(int index) const
    {
        auto* tabs = find<QTabWidget>("inspectTabs");
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(index).center());
        QCOMPARE(tabs->currentIndex(), index);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<InspectPage> m_page;
};

} // namespace lookaway::test

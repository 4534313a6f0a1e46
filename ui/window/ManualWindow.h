// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace lookaway {

/// The manual (resources/manual/manual.md) beside its table of contents. Non-modal.
class ManualWindow : public QDialog {
    Q_OBJECT

public:
    explicit ManualWindow(QWidget* parent = nullptr);

    /// Scrolls to the first heading that contains `words`.
    void showSection(const QString& words);

private:
    void listHeadings();
    /// Makes pictures that are too wide for the window narrower.
    void fitPictures();

    QListWidget* m_contents;
    QTextBrowser* m_text;
};

} // namespace lookaway

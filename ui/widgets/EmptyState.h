// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>
#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace lookaway {

/// What stands in a place that has nothing to show yet: an icon, what will appear here and when, and where there is
/// something to do about it, a button.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    /// `iconName`: resources/icons/NAME.svg.
    explicit EmptyState(const QString& iconName, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& text);
    QString title() const;
    QString text() const;
    /// Adds a button below the text; the first one is the primary one.
    QPushButton* addButton(const QString& caption, const QString& iconName = {});
    QSize minimumSizeHint() const override { return { 200, 180 }; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();
    void fitHeight();

    QString m_iconName;
    QWidget* m_column;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace lookaway
